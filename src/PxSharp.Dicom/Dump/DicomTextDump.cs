namespace PxSharp.Dicom.Dump;

/// <summary>Data sets as lines of text for people: <c>(0008,0060) CS [MR]  # 2, 1 Modality</c>.</summary>
/// <remarks>
/// A line has the tag, VR and value, then the length in bytes, the number of values and the keyword. Items are
/// indented.
/// Control characters are shown as escapes, so a value cannot write to the terminal. Lines are written as they are
/// made.
/// </remarks>
public static class DicomTextDump
{
    /// <summary>Writes a file: its meta information, its transfer syntax, its data set.</summary>
    public static void Write(TextWriter writer, DicomFile file, DicomTextDumpOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(file);
        if (file.MetaInformation.Count > 0)
        {
            writer.WriteLine("# Meta information");
            Write(writer, file.MetaInformation, options);
            writer.WriteLine();
        }
        writer.WriteLine($"# Data set: {file.TransferSyntax.Name}");
        Write(writer, file.Dataset, options);
    }

    /// <summary>Writes a data set, a line an element.</summary>
    public static void Write(TextWriter writer, DicomDataset dataset, DicomTextDumpOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(dataset);
        new DatasetDumper(writer, options ?? DicomTextDumpOptions.Default).Write(dataset, 0);
    }
}
