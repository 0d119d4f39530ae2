using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PxSharp.Cli.Retrieving;

/// <summary>"118/200".</summary>
internal sealed class CountColumn : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(
        task.IsIndeterminate
            ? task.Value.ToString("0", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{task.Value:0}/{task.MaxValue:0}"));
}
