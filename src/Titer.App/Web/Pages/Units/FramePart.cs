using System.Globalization;
using SkiaSharp;
using Titer.Core;

namespace Titer.App.Web.Pages.Units;

/// <summary>How one array of a raw frame, or two that belong together, can be looked at.</summary>
internal abstract record FramePart(string Label)
{
    private const int FewestOfCurve = 8;

    /// <summary>The parts of a frame: a picture with its size, an impedance arc of a resistance and a reactance, curves, and single values.</summary>
    public static IEnumerable<FramePart> Of(Frame frame)
    {
        bool isPicture = frame.Has("image") && frame.Has("size");
        string[] arc = [.. ((string[])["resistance", "reactance"]).Where(frame.Has)];
        bool isArc = arc.Length == 2 && frame[arc[0]].Length >= FewestOfCurve && frame[arc[0]].Length == frame[arc[1]].Length;
        if (isArc) yield return new FrameCurve($"-X / R, {frame[arc[0]].Length}", [.. frame[arc[0]]], [.. frame[arc[1]].Select(x => -x)]);
        foreach (Channel channel in frame.Channels)
        {
            if (isPicture && channel.Name == "size") continue;
            if (isArc && arc.Contains(channel.Name)) continue;
            string label = $"{channel.Name}{(channel.Unit.Symbol.Length > 0 ? $", {channel.Unit.Symbol}" : "")}";
            if (isPicture && channel.Name == "image" && FramePicture.Of(label, frame) is { } picture) yield return picture;
            else if (channel.Values.Length >= FewestOfCurve)
                yield return new FrameCurve($"{label}: {channel.Values.Length}", [.. Enumerable.Range(0, channel.Values.Length)], [.. channel.Values]);
            else
                yield return new FrameValues($"{channel.Name}: {string.Join("; ", channel.Values.Select(Number))} {channel.Unit.Symbol}");
        }
    }

    protected static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}

internal sealed record FrameValues(string Label) : FramePart(Label);

/// <param name="X">Along, as long as <paramref name="Y"/>.</param>
internal sealed record FrameCurve(string Label, double[] X, double[] Y) : FramePart(Label)
{
    private const int MostPoints = 1000;

    /// <summary>The points of an SVG polyline that fills a box; what is not finite is left out.</summary>
    public string Points(double width, double height)
    {
        int step = Math.Max(1, X.Length / MostPoints);
        (double X, double Y)[] points = [.. X.Zip(Y).Where((p, i) => i % step == 0 && double.IsFinite(p.First) && double.IsFinite(p.Second))];
        if (points.Length == 0) return "";
        (double left, double right, double low, double high) = (points.Min(p => p.X), points.Max(p => p.X), points.Min(p => p.Y), points.Max(p => p.Y));
        double across = right > left ? right - left : 1, up = high > low ? high - low : 1;
        return string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture,
            $"{(p.X - left) / across * width:F1},{height - (p.Y - low) / up * height:F1}")));
    }
}

/// <param name="Source">A PNG as an address of the kind <c>data:</c>.</param>
internal sealed record FramePicture(string Label, string Source) : FramePart(Label)
{
    private const int LargestSide = 4096;

    /// <summary>The picture of a frame in grey from its darkest to its brightest point; null when its size does not fit.</summary>
    public static FramePicture? Of(string label, Frame frame)
    {
        if (frame["size"].Length != 2 || frame["size"].Any(s => s is not (>= 1 and <= LargestSide))) return null;
        (int width, int height) = ((int)frame["size"][0], (int)frame["size"][1]);
        if (frame["image"].Length != width * height) return null;
        double low = frame["image"].Where(double.IsFinite).DefaultIfEmpty(0).Min(), high = frame["image"].Where(double.IsFinite).DefaultIfEmpty(1).Max();
        double scale = high > low ? 255 / (high - low) : 0;
        byte[] grey = [.. frame["image"].Select(v => double.IsFinite(v) ? (byte)((v - low) * scale) : (byte)0)];
        using SKImage image = SKImage.FromPixelCopy(new SKImageInfo(width, height, SKColorType.Gray8, SKAlphaType.Opaque), grey);
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return new FramePicture($"{label}: {width} × {height}", $"data:image/png;base64,{Convert.ToBase64String(png.AsSpan())}");
    }
}
