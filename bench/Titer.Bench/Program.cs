using Titer.Bench.Decide;
using Titer.Bench.Loop;
using Titer.Bench.Mrna;
using Titer.Bench.Sensing;

return args switch
{
    ["loop", .. string[] rest] => LoopSuite.Run(rest),
    ["sensing", .. string[] rest] => SensingSuite.Run(rest),
    ["mrna", .. string[] rest] => MrnaSuite.Run(rest),
    ["decide"] => DecideSuite.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/Titer.Bench -- "
        + "loop [--seeds FIRST-LAST] | sensing [PART ...] | mrna [PART ...] | decide");
    return 2;
}
