using System.CommandLine;
using PxSharp.Cli.Failures;
using PxSharp.Paths;

namespace PxSharp.Cli.Options;

/// <summary>
/// pypx's path templates: below the data root, or as px-push has them below <c>SERVICES/PACS/NAME</c>.
/// </summary>
internal sealed class LayoutOptions
{
    private readonly PathLayout _default;
    private readonly Option<string?> _root;
    private readonly Option<string?> _study;
    private readonly Option<string?> _series;

    private readonly Option<string?> _image = Make.Text(
        "--imageTemplate",
        "TEMPLATE",
        "the file's (default %_pad|4,0_InstanceNumber-%SOPInstanceUID.dcm); .dcm is added where it does not end so",
        "--imageFileTemplate");

    public LayoutOptions()
        : this(PathLayout.Default)
    {
    }

    /// <summary>The options, with other templates where none is given.</summary>
    public LayoutOptions(PathLayout layout)
    {
        _default = layout;
        _root = Make.Text("--rootDirTemplate", "TEMPLATE", $"the patient's directory (default {layout.Root})");
        _study = Make.Text("--studyDirTemplate", "TEMPLATE", $"the study's (default {layout.Study})");
        _series = Make.Text("--seriesDirTemplate", "TEMPLATE", $"the series' (default {layout.Series})");
    }

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
        invocation.Text(_root) ?? _default.Root.Text,
        invocation.Text(_study) ?? _default.Study.Text,
        invocation.Text(_series) ?? _default.Series.Text,
        ImageTemplate(invocation));

    /// <summary>pypx adds the suffix to its image template, and leaves one that is there.</summary>
    private string? ImageTemplate(Invocation invocation) => invocation.Text(_image) is { } template
        ? template.EndsWith(".dcm", StringComparison.Ordinal) ? template : template + ".dcm"
        : null;
}
