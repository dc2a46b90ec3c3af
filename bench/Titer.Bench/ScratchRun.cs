using Titer.Plant.Running;
using Titer.Records;

namespace Titer.Bench;

/// <summary>A batch of the real loop with its record on disk, which is gone when it has been judged.</summary>
internal static class ScratchRun
{
    /// <param name="judge">Turns the loop and says what came of it.</param>
    public static T Of<T>(RunHeader header, Func<BatchRun, T> judge)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("titer-bench-");
        try
        {
            using BatchRun run = BatchRun.Start(header, SqliteRecord.Create(Path.Combine(folder.FullName, SqliteRecord.FileName)));
            return judge(run);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
