using System.CommandLine;
using Titer.App.Runs;
using Titer.Records;

namespace Titer.App.Commands;

/// <summary><c>titer key show</c> and <c>titer key rotate</c>: the key that signs checkpoints of records.</summary>
internal static class KeyCommand
{
    public static Command Create()
    {
        Option<string?> key = RunArgument.Key();
        var show = new Command("show",
            "Print the fingerprint of the signing key, to be noted where records are checked ('titer verify --trust').") { key };
        show.SetAction(parsed => Print(SigningKey.OpenOrCreate(FileOf(parsed.GetValue(key)))));
        var rotate = new Command("rotate", "Make a new signing key, introduced by the old one, which is gone afterwards.") { key };
        rotate.SetAction(parsed => Print(SigningKey.Rotate(FileOf(parsed.GetValue(key)))));
        return new Command("key", "The key that signs the checkpoints of records.") { show, rotate };
    }

    private static string FileOf(string? wanted) => wanted ?? SigningKey.DefaultFile;

    private static int Print(SigningKey key)
    {
        for (int i = 0; i < key.Line.Length; i++)
            Console.WriteLine($"{key.Line[i].Fingerprint}  {(i == key.Line.Length - 1 ? "signs" : "introduced the next one")}");
        return 0;
    }
}
