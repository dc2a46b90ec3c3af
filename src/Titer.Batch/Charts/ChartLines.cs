using System.Collections.Immutable;
using System.Text;

namespace Titer.Batch.Charts;

/// <summary>Text broken into lines. The width of letters is estimated, since the chart is laid out where no font is: wide ones, as of Chinese, count twice.</summary>
internal static class ChartLines
{
    public const double LineHeight = 16;

    // Of 12 px sans-serif letters, a little more than their mean.
    private const double LetterWidth = 6.8;

    // U+1100 is the first of the letters that East Asian Width (Unicode annex 11) calls wide.
    private const int FirstWide = 0x1100;

    /// <summary>At least one line; each fits the width. Broken at blanks, and within a word that is too long for a line.</summary>
    public static ImmutableArray<string> Of(string text, double width)
    {
        int most = Math.Max(4, (int)(width / LetterWidth));
        var lines = ImmutableArray.CreateBuilder<string>();
        var line = new StringBuilder();
        int used = 0;
        foreach (string word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            int size = Size(word);
            if (used > 0 && used + 1 + size > most) End();
            if (used > 0)
            {
                line.Append(' ');
                used++;
            }
            foreach (Rune letter in word.EnumerateRunes())
            {
                if (used + Size(letter) > most) End();
                line.Append(letter);
                used += Size(letter);
            }
        }
        if (used > 0 || lines.Count == 0) End();
        return lines.ToImmutable();

        void End()
        {
            lines.Add(line.ToString());
            line.Clear();
            used = 0;
        }
    }

    private static int Size(string word) => word.EnumerateRunes().Sum(Size);

    private static int Size(Rune letter) => letter.Value < FirstWide ? 1 : 2;
}
