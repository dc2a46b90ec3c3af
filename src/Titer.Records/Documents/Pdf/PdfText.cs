namespace Titer.Records.Documents;

/// <summary>Breaks text into lines that fit.</summary>
internal static class PdfText
{
    /// <summary>Lines of at most a width: broken at spaces and after hyphens, slashes and commas, and inside of a word that is longer than a line.</summary>
    public static List<string> Wrap(string text, float width, Face face, float size, PdfFonts fonts)
    {
        var lines = new List<string>();
        foreach (string paragraph in text.Split('\n'))
        {
            string line = "";
            foreach (string word in Words(paragraph))
            {
                string longer = line + word;
                if (fonts.Width(longer.TrimEnd(), face, size) <= width)
                {
                    line = longer;
                    continue;
                }
                if (line.Length > 0) lines.Add(line.TrimEnd());
                line = word;
                while (fonts.Width(line.TrimEnd(), face, size) > width && line.Length > 1)
                {
                    int fits = Fits(line, width, face, size, fonts);
                    lines.Add(line[..fits]);
                    line = line[fits..];
                }
            }
            lines.Add(line.TrimEnd());
        }
        return lines;
    }

    /// <summary>The text, cut off with an ellipsis where it is longer than the width.</summary>
    public static string Fit(string text, float width, Face face, float size, PdfFonts fonts) => fonts.Width(text, face, size) <= width
        ? text : text[..Fits(text, width - fonts.Width("…", face, size), face, size, fonts)] + "…";

    /// <summary>Width of the longest piece that is not broken.</summary>
    public static float Longest(string text, Face face, float size, PdfFonts fonts)
    {
        float longest = 0;
        foreach (string paragraph in text.Split('\n'))
            foreach (string word in Words(paragraph)) longest = Math.Max(longest, fonts.Width(word.TrimEnd(), face, size));
        return longest;
    }

    private static int Fits(string text, float width, Face face, float size, PdfFonts fonts)
    {
        int low = 1, high = text.Length;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (fonts.Width(text[..middle], face, size) <= width) low = middle;
            else high = middle - 1;
        }
        return low < text.Length && char.IsHighSurrogate(text[low - 1]) && low > 1 ? low - 1 : low;
    }

    private static IEnumerable<string> Words(string text)
    {
        int begin = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool breaks = text[i] == ' ' || (text[i] is '-' or '/' or ',' or '_' && i > begin + 2 && i + 1 < text.Length && char.IsLetter(text[i + 1]));
            if (!breaks) continue;
            yield return text[begin..(i + 1)];
            begin = i + 1;
        }
        if (begin < text.Length) yield return text[begin..];
    }
}
