using Titer.Bench;
using Titer.Bench.Decide;
using Titer.Bench.Loop;
using Titer.Bench.Mrna;
using Titer.Bench.Records;
using Titer.Bench.Screen;
using Titer.Bench.Sensing;

return args switch
{
    ["loop", .. string[] rest] => SeedRange.TryRead(rest, out ulong first, out ulong last) ? LoopSuite.Run(first, last) : Usage(),
    ["sensing", .. string[] rest] => SensingSuite.Run(rest),
    ["records", .. string[] rest] => RecordsSuite.Run(rest),
    ["screen", .. string[] rest] => ScreenSettings.TryRead(rest, out ScreenSettings settings) ? ScreenSuite.Run(settings) : Usage(),
    ["mrna", .. string[] rest] => MrnaSuite.Run(rest),
    ["decide", "faults"] => DecideSuite.RunFaults(),
    ["decide", "faults", "--first-seed", var seed] when ulong.TryParse(seed, out ulong start) => DecideSuite.RunFaults(start),
    ["decide", .. string[] rest] => SeedRange.TryRead(rest, out ulong first, out ulong last) ? DecideSuite.Run(first, last) : Usage(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/Titer.Bench -- "
        + "loop [--seeds FIRST-LAST] | sensing [PART ...] | records [PART ...] | mrna [PART ...] [--seeds FIRST-LAST] | decide [faults [--first-seed SEED] | --seeds FIRST-LAST] | screen [--units NUMBER] [--speed TIMES] [--minutes NUMBER]");
    return 2;
}
