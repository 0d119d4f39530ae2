using PxSharp.Cli;
using PxSharp.Cli.Terminals;

using var interruption = new Interruption();
var surroundings = new Surroundings
{
    Terminal = ProcessTerminal.Open(),
    Variable = Environment.GetEnvironmentVariable,
};
return (int)await CommandLine.RunAsync(args, surroundings, interruption.Token).ConfigureAwait(false);
