using Titer.Bench.Decide;
using Titer.Bench.Loop;
using Titer.Bench.Sensing;

return args switch
{
    ["loop", .. string[] rest] => LoopSuite.Run(rest),
    ["sensing", .. string[] rest] => SensingSuite.Run(rest),
    ["decide"] => DecideSuite.Run(),
    ["decide", "faults"] => DecideSuite.RunFaults(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/Titer.Bench -- loop [--seeds FIRST-LAST] | sensing [PART ...] | decide [faults]");
    return 2;
}
