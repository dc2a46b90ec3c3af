namespace Titer.Batch;

/// <summary>
/// Finds the known name that a misspelt one was probably meant to be: least Levenshtein distance, at most half of the name and
/// at most three letters.
/// </summary>
public static class DidYouMean
{
    /// <summary><c> (did you mean 'tolerance'?)</c>, the list of a few known names, or nothing.</summary>
    public static string Hint(string wrong, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string? best = null;
        int least = Math.Clamp(wrong.Length / 2, 1, 3) + 1;
        foreach (string name in names)
        {
            int distance = string.Equals(name, wrong, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(wrong, name);
            if (distance < least) (best, least) = (name, distance);
        }
        return best is not null ? $" (did you mean '{best}'?)"
            : names.Length is > 0 and <= 12 ? $" (known: {string.Join(", ", names)})"
            : "";
    }

    private static int Distance(string a, string b)
    {
        // Names are short; a text of any length pasted in their place is not worth comparing.
        if (a.Length > 64 || b.Length > 64) return int.MaxValue;
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) row[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
