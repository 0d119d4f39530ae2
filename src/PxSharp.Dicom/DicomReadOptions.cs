namespace PxSharp.Dicom;

/// <summary>How far to read, and how much to take from input that may be hostile.</summary>
public sealed record DicomReadOptions
{
    /// <summary>The highest value that <see cref="MaxSequenceDepth"/> takes.</summary>
    public const int HighestSequenceDepth = 512;

    /// <summary>Whole data sets, with the limits as they stand here.</summary>
    public static readonly DicomReadOptions Default = new();

    /// <summary>Everything before Pixel Data: what a receiver or an indexer needs.</summary>
    /// <remarks>Stops at (7FE0,0001), the lowest tag of the pixel data's group.</remarks>
    public static readonly DicomReadOptions Head = new() { StopBefore = new DicomTag(0x7FE0, 0x0001) };

    /// <summary>
    /// The first element at top level with this tag or a higher one ends the reading; null reads all.
    /// </summary>
    public DicomTag? StopBefore { get; init; }

    /// <summary>
    /// Whether input that ends within an element gives what was whole before it. By default it is a
    /// <see cref="DicomFormatException"/>.
    /// </summary>
    public bool AllowTruncated { get; init; }

    /// <summary>
    /// How deep sequences may lie in each other, 0 to <see cref="HighestSequenceDepth"/>. Default 64.
    /// </summary>
    public int MaxSequenceDepth
    {
        get;
        init => field = value is >= 0 and <= HighestSequenceDepth
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value));
    } = 64;

    /// <summary>
    /// Bytes of the longest value that is taken into memory. Default and highest: what an array holds.
    /// </summary>
    public int MaxElementLength
    {
        get;
        init => field = value is > 0 && value <= Array.MaxLength
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value));
    } = Array.MaxLength;

    /// <summary>
    /// Bytes of the longest value or fragment that is kept: a longer one is passed over, and its element is empty. For
    /// who wants to know that a data set is whole and not what its pixels are. Default: every value is kept.
    /// </summary>
    public int MaxKeptLength
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = int.MaxValue;

    /// <summary>Bytes that a deflated data set may inflate to. Default 1 GiB.</summary>
    public long MaxInflatedLength
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = 1L << 30;

    /// <summary>
    /// How many times its own size a deflated data set may inflate to, looked at past the first 16 MiB. Default 100.
    /// </summary>
    public int MaxInflationRatio
    {
        get;
        init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = 100;
}
