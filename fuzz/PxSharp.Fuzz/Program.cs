using System.Globalization;
using PxSharp.Fuzz;

// run.sh calls this; see there.
switch (args)
{
    case ["targets"]:
        foreach (var each in TargetList.All)
            Console.WriteLine(each.Name);
        return 0;

    case ["seeds", var name, var directory] when TargetList.Find(name) is { } target:
        Seeds.Write(target, directory);
        return 0;

    case ["afl", var name, ..] when TargetList.Find(name) is { } target:
        Instrumented.Run(target);
        return 0;

    case ["mutate", var name, var seconds, var seed, var seeds, var output] when TargetList.Find(name) is { } target:
        return new MutatingLoop(target, int.Parse(seed, CultureInfo.InvariantCulture), output)
            .Run(Seeds.Read(seeds), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));

    case ["replay", var name, var file] when TargetList.Find(name) is { } target:
        Runner.Run(target, File.ReadAllBytes(file));
        Console.WriteLine($"{name}: nothing wrong with {file}");
        return 0;

    default:
        Console.Error.WriteLine(
            $"""
            usage: PxSharp.Fuzz targets
                   PxSharp.Fuzz seeds TARGET DIRECTORY
                   PxSharp.Fuzz afl TARGET
                   PxSharp.Fuzz mutate TARGET SECONDS SEED SEED-DIRECTORY OUTPUT-DIRECTORY
                   PxSharp.Fuzz replay TARGET FILE
            targets: {string.Join(' ', TargetList.All.Select(target => target.Name))}
            """);
        return 2;
}
