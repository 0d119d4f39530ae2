using BenchmarkDotNet.Running;
using PxSharp.Benchmarks;

// "serve [STUDIES]" is the PACS of find-report.sh.
// "make DIRECTORY [COUNT [SIZE]]" writes the files that the scripts beside this project send; all else is
// BenchmarkDotNet's.
if (args is ["make", var directory, .. var rest])
    return SyntheticFiles.Make(directory, rest);
if (args is ["serve", .. var studies])
    return await SyntheticPacs.ServeAsync(studies);

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
