using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SkiaSharp;
using Titer.Core;
using Titer.Sensing.Hologram;

namespace Titer.Field.Files;

/// <summary>
/// A hologram in a PNG or JPEG file as the frame of a lens-free camera. Eight bits; an image with colour channels counts as its luma
/// 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), which for a grey image is the grey level itself; transparency is ignored.
/// </summary>
public static class HologramFile
{
    private const int LargestSide = 16384;
    private const long LargestArea = 100_000_000;

    /// <summary>Reads an image; the time of the frame is that of the file.</summary>
    /// <exception cref="InputException">The file is absent, a folder, empty, no PNG or JPEG, damaged, or its image too small or too
    /// large.</exception>
    public static Frame Read(string file, long sequence)
    {
        if (Directory.Exists(file)) throw new InputException(file, "This is a folder, and an image file is needed.");
        byte[] bytes = Bytes(file);
        if (bytes.Length == 0) throw new InputException(file, "The file is empty.");
        using var stream = new SKMemoryStream(bytes);
        using SKCodec? codec = SKCodec.Create(stream);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg))
            throw new InputException(file, "This is no PNG or JPEG image (other formats, TIFF too, have to be converted).");
        (int width, int height) = (codec.Info.Width, codec.Info.Height);
        if (Math.Min(width, height) < HologramSensor.SmallestSide)
            throw new InputException(file, $"The image has {width} x {height} pixels, "
                + $"and at least {HologramSensor.SmallestSide} x {HologramSensor.SmallestSide} are needed.");
        if (Math.Max(width, height) > LargestSide || (long)width * height > LargestArea)
            throw new InputException(file, $"The image has {width} x {height} pixels; "
                + $"cut it to at most {LargestSide} a side and {LargestArea / 1_000_000} million in all.");
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        SKCodecResult result = codec.GetPixels(bitmap.Info, bitmap.GetPixels());
        if (result != SKCodecResult.Success) throw new InputException(file, $"The image is damaged ({result}).");
        return new Frame(HologramSensor.SourceName, new DateTimeOffset(File.GetLastWriteTimeUtc(file)), sequence,
        [
            new Channel("size", Unit.Count, [width, height]),
            new Channel("image", Unit.Count, Luma(bitmap)),
        ]);
    }

    private static ImmutableArray<double> Luma(SKBitmap bitmap)
    {
        ReadOnlySpan<byte> pixels = bitmap.GetPixelSpan();
        var luma = new double[bitmap.Width * bitmap.Height];
        for (int y = 0; y < bitmap.Height; y++)
            for (int x = 0; x < bitmap.Width; x++)
            {
                ReadOnlySpan<byte> p = pixels.Slice(y * bitmap.RowBytes + 4 * x, 3);
                // Grey stays the integer that it was: the weights as doubles do not add up to one exactly.
                luma[y * bitmap.Width + x] = p[0] == p[1] && p[1] == p[2] ? p[0] : 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2];
            }
        return ImmutableCollectionsMarshal.AsImmutableArray(luma);
    }

    private static byte[] Bytes(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(file, "There is no such file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, $"The file cannot be read: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.");
        }
    }
}
