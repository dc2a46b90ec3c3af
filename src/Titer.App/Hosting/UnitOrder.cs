using System.Text.Json;
using Titer.Core;

namespace Titer.App.Hosting;

/// <summary>
/// A unit that this server turns, as the file <c>hosted.json</c> in the folder of its run says: a run with one goes on when the server starts again,
/// and a run that somebody began with <c>titer run</c> does not.
/// </summary>
/// <param name="Name">What people call the unit.</param>
/// <param name="Speed">How many times faster than real time.</param>
internal sealed record UnitOrder(string Name, double Speed, bool Paused)
{
    public const double Slowest = 1, Fastest = 1000;

    private const string FileName = "hosted.json";
    private const int LongestName = 60;

    /// <exception cref="InputException">A name or a speed that no unit has.</exception>
    public void Require()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(c => char.IsControl(c)))
            throw new InputException($"A unit has a name of 1 to {LongestName} characters.");
        if (!(Speed is >= Slowest and <= Fastest)) throw new InputException($"The speed is a number from {Slowest} to {Fastest}.");
    }

    public void Write(string folder) => OutputFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this));

    /// <summary>That of a run's folder; null when this run is not the server's.</summary>
    /// <exception cref="InputException">The file is not as the server wrote it.</exception>
    public static UnitOrder? Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return null;
        try
        {
            return JsonSerializer.Deserialize<UnitOrder>(File.ReadAllText(file));
        }
        catch (JsonException)
        {
            throw new InputException(file, "this is not what the server wrote; the run goes on with 'titer run --resume'.");
        }
    }

    /// <summary>The batch has ended: the server has nothing more to do with it.</summary>
    public static void Remove(string folder) => File.Delete(Path.Combine(folder, FileName));
}
