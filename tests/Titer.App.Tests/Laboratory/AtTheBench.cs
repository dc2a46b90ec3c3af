using Titer.App.Laboratory.Forms;
using Titer.App.Laboratory.Uploads;

namespace Titer.App.Tests.Laboratory;

/// <summary>Brings files to a bench as the page does.</summary>
internal static class AtTheBench
{
    /// <summary>The folders that files were put into.</summary>
    public static async Task<LaboratoryFinding> Process(
        this LaboratoryBench bench, ChipForm form, IEnumerable<(string Field, string Name, byte[] Content)> files, IEnumerable<(string Name, string Value)> options, List<string> folders)
    {
        var entries = new FormEntries();
        return await bench.Run("person", async (folder, stop) =>
        {
            foreach ((string name, string value) in options) entries.Set(name, value);
            foreach ((string field, string name, byte[] content) in files)
            {
                using var stream = new MemoryStream(content);
                string path = await folder.Add(name, stream, stop);
                folders.Add(Path.GetDirectoryName(Path.GetDirectoryName(path))!);
                entries.AddFile(field, path);
            }
        }, (folder, stop) => LaboratoryFinding.Of(form.Sense(entries), folder, stop), TestContext.Current.CancellationToken);
    }
}
