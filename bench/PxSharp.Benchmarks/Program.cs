using BenchmarkDotNet.Running;
using PxSharp.Benchmarks;

// "make DIRECTORY [COUNT [SIZE]]" writes the files that the scripts beside this project send; all else is BenchmarkDotNet's.
if (args is ["make", var directory, .. var rest])
    return SyntheticFiles.Make(directory, rest);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
