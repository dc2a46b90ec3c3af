using Titer.App.Laboratory.Uploads;
using Titer.Core;

namespace Titer.App.Tests.Laboratory;

public sealed class LaboratoryBenchTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    private static Task Nothing(UploadFolder folder, CancellationToken stop) => Task.CompletedTask;

    private static Func<UploadFolder, CancellationToken, Task> Bring(int files, long bytes, List<string> at) => async (folder, stop) =>
    {
        for (int i = 0; i < files; i++)
        {
            using var zeros = new MemoryStream(new byte[bytes]);
            at.Add(await folder.Add($"{i}.csv", zeros, stop));
        }
    };

    [Theory]
    [InlineData(1, UploadFolder.LargestFile, null)]
    [InlineData(1, UploadFolder.LargestFile + 1, "0.csv: the file has more than 32 MiB.")]
    [InlineData(3, UploadFolder.LargestFile - 1, "2.csv: the files together have more than 64 MiB.")]
    [InlineData(UploadFolder.MostFiles + 1, 1L, "24.csv: there are more than 24 files.")]
    public async Task Files_are_taken_to_their_bounds_and_no_further(int files, long bytes, string? said)
    {
        using var bench = new LaboratoryBench(TimeProvider.System, LaboratoryBench.Longest);
        var at = new List<string>();
        Task<bool> run = bench.Run("a", Bring(files, bytes, at), (_, _) => at.TrueForAll(File.Exists), Never);
        if (said is null) Assert.True(await run);
        else Assert.Equal(said, (await Assert.ThrowsAsync<InputException>(() => run)).Message);
        Assert.DoesNotContain(at, File.Exists);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    [InlineData("/", "file")]
    [InlineData("C:\\Windows\\..\\win.ini", "win.ini")]
    [InlineData("a\0b\n\u202e.csv", "a-b--.csv")]
    [InlineData(".bashrc", "bashrc")]
    [InlineData("--out=x", "out-x")]
    [InlineData("Mesure du 3 été.csv", "Mesure-du-3--t-.csv")]
    public void A_name_is_never_a_path(string name, string own)
    {
        Assert.Equal(own, UploadFolder.OwnName(name));
        Assert.Equal(60, UploadFolder.OwnName(new string('x', 5000)).Length);
    }

    [Fact]
    public async Task The_folder_is_for_its_owner_alone()
    {
        using var bench = new LaboratoryBench(TimeProvider.System, LaboratoryBench.Longest);
        var at = new List<string>();
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(Owner, await bench.Run("a", Bring(1, 1, at), (_, _) => OperatingSystem.IsWindows() ? Owner
            : File.GetUnixFileMode(Path.GetDirectoryName(Path.GetDirectoryName(at[0]))!), Never));
    }

    [Fact]
    public async Task One_thing_of_a_person_and_one_of_all_is_worked_on_at_a_time()
    {
        using var bench = new LaboratoryBench(TimeProvider.System, LaboratoryBench.Longest);
        using var go = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        int running = 0, most = 0;
        int Count(bool wait)
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            begun.Set();
            if (wait) go.Wait(Never);
            return Interlocked.Decrement(ref running);
        }
        Task<int> first = bench.Run("a", Nothing, (_, _) => Count(true), Never);
        begun.Wait(Never);
        Assert.StartsWith("Files of yours", (await Assert.ThrowsAsync<InputException>(() => bench.Run("a", Nothing, (_, _) => 0, Never))).Message);
        Task<int> other = bench.Run("b", Nothing, (_, _) => Count(false), Never);
        Assert.False(other.IsCompleted);
        go.Set();
        await Task.WhenAll(first, other);
        Assert.Equal(1, most);
        Assert.Equal(7, await bench.Run("a", Nothing, (_, _) => 7, Never));
    }

    [Fact]
    public async Task What_takes_too_long_is_given_up_and_its_files_go_when_it_ends()
    {
        using var bench = new LaboratoryBench(TimeProvider.System, TimeSpan.FromMilliseconds(100));
        using var go = new ManualResetEventSlim();
        var at = new List<string>();
        bool told = false;
        InputException said = await Assert.ThrowsAsync<InputException>(() => bench.Run("a", Bring(1, 1, at), (_, stop) =>
        {
            go.Wait(Never);
            told = stop.IsCancellationRequested;
            return 0;
        }, Never));
        Assert.StartsWith("This takes longer than 0.1 s", said.Message);
        Assert.StartsWith("Files of yours", (await Assert.ThrowsAsync<InputException>(() => bench.Run("a", Nothing, (_, _) => 0, Never))).Message);
        go.Set();
        for (int i = 0; i < 500 && File.Exists(at[0]); i++) await Task.Delay(10, Never);
        Assert.False(File.Exists(at[0]));
        Assert.True(told);
    }

    [Fact]
    public async Task A_failure_of_the_software_leaves_nothing_either()
    {
        using var bench = new LaboratoryBench(TimeProvider.System, LaboratoryBench.Longest);
        var at = new List<string>();
        await Assert.ThrowsAsync<InvalidDataException>(() => bench.Run<int>("a", Bring(1, 1, at), (_, _) => throw new InvalidDataException(), Never));
        Assert.False(File.Exists(Assert.Single(at)));
    }
}
