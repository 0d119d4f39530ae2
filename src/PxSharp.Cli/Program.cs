using PxSharp.Cli;
using PxSharp.Cli.Calling;
using PxSharp.Cli.Terminals;

using var interruption = new Interruption();
var surroundings = new Surroundings
{
    Terminal = ProcessTerminal.Open(),
    CalledAs = ThisProgram.CalledAs(),
    Program = ThisProgram.FilePath,
    Variable = Environment.GetEnvironmentVariable,
};
return (int)await CommandLine.RunAsync(args, surroundings, interruption.Token).ConfigureAwait(false);
