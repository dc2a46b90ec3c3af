using Titer.Bench.Decide;
using Titer.Bench.Loop;
using Titer.Bench.Sensing;

return args switch
{
    ["loop", .. string[] rest] => LoopSuite.Run(rest),
    ["sensing", .. string[] rest] => SensingSuite.Run(rest),
    ["decide"] => DecideSuite.Run(),
    ["faults", var seed, .. string[] rest] => Faults(seed, rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/Titer.Bench -- loop [--seeds FIRST-LAST] | sensing [PART ...] | decide");
    return 2;
}

static int Faults(string seed, string[] rest)
{
    FaultPart.Experiment(ulong.Parse(seed), rest);
    return 0;
}
