using Titer.Bench.Loop;

return args switch
{
    ["loop", .. string[] rest] => LoopSuite.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project bench/Titer.Bench -- loop [--seeds FIRST-LAST]");
    return 2;
}
