using System.Text;
using PxSharp.Dicom;
using PxSharp.Paths;

namespace PxSharp.Fuzz.Targets;

/// <summary>
/// Paths of what data sets say. Seven lines: four templates, an empty one meaning pypx's; the longest path; Specific
/// Character Set; then a value for each tag that the templates ask for.
/// </summary>
internal sealed class LayoutTarget : ITarget
{
    private const int LongestPart = 255;
    private const int Setup = 6;

    public string Name => "layout";

    public bool Allows(Exception exception) => exception is PathTemplateException;

    public IEnumerable<byte[]> Words() =>
        ((string[])
        [
            "..", ".", "/", "\\", "\0", "../../etc/passwd", ".incoming", "CON", "NUL", "LPT1", "%PatientID",
            "%_md5|7_PatientID", "%_seahash|9_PatientID", "%_pad|255,0_PatientID", "%_strmsk|**x_PatientID",
            "%_nospc|._PatientName", "%_name|PatientID_PatientName", "%AgeInDays", "%PatientAge", "%_", "|", "\n",
            "ISO_IR 192", "../", "//", ".dcm", "~", "\u202E",
        ]).Select(Encoding.UTF8.GetBytes);

    public IEnumerable<byte[]> Seeds() =>
        ((string[])
        [
            "\n\n\n\n1023\nISO_IR 100\nCT\n20240101\nA\nBrain\nDoe^Jane\nid\n19700101\n1.2.3\n1.2.4\n7",
            "%PatientID\n%_md5|4_StudyDescription-%AgeInDays\n%_pad|9,._SeriesNumber\n%SOPInstanceUID.dcm\n255\n"
                + "ISO_IR 192\n..\n../..\n/etc/passwd\n.incoming\nCON.txt",
            "%_name|PatientID_PatientName\n%_nospc|.._PatientName\n%_strmsk|..*/_PatientID\n..\n300\n\na\nb\nc\nd",
        ]).Select(Encoding.UTF8.GetBytes);

    public void Run(byte[] input)
    {
        var lines = Lines(input);
        if (lines.Count < Setup)
            return;
        var templates = lines.Take(4).Select(line => line.Length == 0 ? null : Encoding.UTF8.GetString(line)).ToArray();
        var layout = PathLayout.Parse(templates[0], templates[1], templates[2], templates[3]);
        var longest = int.TryParse(Encoding.ASCII.GetString(lines[4]), out var length) && length >= LongestPart
            ? length
            : PathLayout.DefaultMaxLength;
        var head = new DicomDataset();
        foreach (var (tag, value) in layout.RequiredTags.Zip(lines.Skip(Setup)))
        {
            if (DicomDictionary.VROf(tag) is not DicomVR.SQ and var vr)
                head.Add(new DicomElement(tag, vr, value));
        }
        head.Add(new DicomElement(DicomTag.SpecificCharacterSet, DicomVR.CS, lines[5]));
        CheckPath(layout.Resolve(head, longest), longest);
    }

    /// <summary>Four parts below the root, each a good name on every file system.</summary>
    public static void CheckPath(string path, int longest)
    {
        var parts = path.Split('/');
        FindException.Unless(parts.Length == 4, $"a path of {parts.Length} parts: {path}");
        FindException.Unless(path.Length <= longest, $"a path of {path.Length} bytes where {longest} are allowed");
        foreach (var part in parts)
        {
            FindException.Unless(
                part.Length is > 0 and <= LongestPart && part.Trim('.').Length > 0 && part != ".incoming"
                    && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'),
                $"no good name: '{part}'");
        }
        var full = Path.GetFullPath(Path.Combine("/root", path));
        FindException.Unless(full == "/root/" + path, $"it leads out of the root: {path}");
    }

    private static List<byte[]> Lines(byte[] input)
    {
        var lines = new List<byte[]>();
        foreach (var range in input.AsSpan().Split((byte)'\n'))
            lines.Add(input[range]);
        return lines;
    }
}
