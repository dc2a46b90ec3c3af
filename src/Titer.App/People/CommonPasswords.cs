using System.Text;

namespace Titer.App.People;

/// <summary>
/// Passwords that guessers try first (NIST SP 800-63B, 5.1.1.2): well-known words and rows of keys, alone or one after another, with digits and signs
/// around them, in whatever case and with the usual digits for letters. A list of whole passwords would hold few of twelve characters; these are what
/// such passwords are made of.
/// </summary>
internal static class CommonPasswords
{
    private static readonly string[] Words =
    [
        "password", "passwort", "passphrase", "passw", "pass", "word", "motdepasse", "contrasena", "qwertyuiop", "qwertzuiop", "azertyuiop",
        "qwerty", "qwertz", "azerty", "asdfghjkl", "asdfgh", "asdf", "zxcvbnm", "yxcvbnm", "zxcvb", "qazwsxedc", "qazwsx", "qaz", "wsx",
        "abcdefghijklmnopqrstuvwxyz", "abcdefghijkl", "abcdefgh", "abcdef", "abcd", "abc", "iloveyou", "ilove", "love", "letmein", "letme",
        "welcome", "willkommen", "bienvenue", "admin", "administrator", "administrador", "root", "user", "guest", "login", "master", "secret",
        "geheim", "change", "changeme", "changeit", "please", "default", "temporary", "temp", "test", "testing", "sunshine", "princess", "monkey",
        "dragon", "football", "baseball", "basketball", "superman", "batman", "spiderman", "pokemon", "starwars", "shadow", "michael", "jordan",
        "jessica", "charlie", "hello", "hallo", "whatever", "trustno", "trust", "freedom", "flower", "computer", "internet", "access", "summer",
        "winter", "spring", "autumn", "sommer", "herbst", "january", "february", "march", "april", "june", "july", "august", "september", "october",
        "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "company", "vaccine", "vaccines",
        "titer", "bioreactor", "operator", "supervisor", "engineer", "quality", "laboratory", "pharma", "correcthorsebatterystaple", "this", "that",
        "is", "my", "the", "me", "new", "old", "in", "it", "one", "two", "three", "i", "you", "a", "xx", "zz",
    ];

    /// <summary>Whether the password is one of those; <paramref name="own"/> are further words that a guesser would know: names of the person and the
    /// site.</summary>
    public static bool Holds(string password, IEnumerable<string> own)
    {
        if (password.Distinct().Count() < 5 || IsRow(password)) return true;
        string plain = Plain(password, digitsAsLetters: false), read = Plain(password, digitsAsLetters: true);
        string[] words = [.. Words, .. own.Select(w => Plain(w, digitsAsLetters: false)).Where(w => w.Length > 2)];
        return IsMadeOf(plain, words) || IsMadeOf(read, words);
    }

    /// <summary>Neighbours all along: 123456789012, abcdefghijkl, 987654321098.</summary>
    private static bool IsRow(string text)
    {
        int steps = 0;
        for (int i = 1; i < text.Length; i++)
        {
            int step = Math.Abs(text[i] - text[i - 1]);
            if (step <= 1 || (step == 9 && char.IsDigit(text[i]) && char.IsDigit(text[i - 1]))) steps++;
        }
        return steps >= text.Length - 2;
    }

    private static string Plain(string text, bool digitsAsLetters)
    {
        var letters = new StringBuilder(text.Length);
        // Digits and signs at either end are no part of the word: Password123!!
        foreach (char c in digitsAsLetters ? text.Trim([.. "0123456789!?.,;:-_+*#$%&/()= "]) : text)
        {
            char read = !digitsAsLetters ? char.ToLowerInvariant(c) : c switch
            {
                '0' => 'o', '1' or '!' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', '8' => 'b', '9' => 'g',
                _ => char.ToLowerInvariant(c),
            };
            if (char.IsLetter(read)) letters.Append(read);
        }
        return letters.ToString();
    }

    /// <summary>Whether the letters are words of the list and nothing else. Fewer than four letters protect nothing either.</summary>
    private static bool IsMadeOf(string letters, string[] words)
    {
        bool[] reached = new bool[letters.Length + 1];
        reached[0] = true;
        int farthest = 0;
        for (int i = 0; i < letters.Length; i++)
        {
            if (!reached[i]) continue;
            foreach (string word in words)
            {
                if (!letters.AsSpan(i).StartsWith(word, StringComparison.Ordinal)) continue;
                reached[i + word.Length] = true;
                farthest = Math.Max(farthest, i + word.Length);
            }
        }
        return letters.Length > 0 && letters.Length - farthest < 3;
    }
}
