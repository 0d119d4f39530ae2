using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Paths;

namespace PxSharp.Cli.Options;

/// <summary>pypx's path templates.</summary>
internal sealed class LayoutOptions
{
    private readonly Option<string?> _root = Make.Text(
        "--rootDirTemplate", "TEMPLATE", "the patient's directory (default %PatientID-%PatientName-%PatientBirthDate)");

    private readonly Option<string?> _study = Make.Text(
        "--studyDirTemplate", "TEMPLATE", "the study's (default %StudyDescription-%AccessionNumber-%StudyDate)");

    private readonly Option<string?> _series = Make.Text(
        "--seriesDirTemplate", "TEMPLATE", "the series' (default %SeriesDescription-%_seahash|7_SeriesInstanceUID)");

    private readonly Option<string?> _image = Make.Text(
        "--imageTemplate",
        "TEMPLATE",
        "the file's (default %_pad|4,0_InstanceNumber-%SOPInstanceUID.dcm); .dcm is added where it does not end so",
        "--imageFileTemplate");

    public OptionGroup Group => new("Path templates", _root, _study, _series, _image);

    public PathLayout Resolve(Invocation invocation)
    {
        try
        {
            return MakeLayout(invocation);
        }
        catch (PathTemplateException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private PathLayout MakeLayout(Invocation invocation) => PathLayout.Parse(
        invocation.Text(_root), invocation.Text(_study), invocation.Text(_series), ImageTemplate(invocation));

    /// <summary>pypx adds the suffix to its image template, and leaves one that is there.</summary>
    private string? ImageTemplate(Invocation invocation) => invocation.Text(_image) is { } template
        ? template.EndsWith(".dcm", StringComparison.Ordinal) ? template : template + ".dcm"
        : null;
}
