using Titer.Numerics;

namespace Titer.Sensing.Tests.Transcription;

/// <summary>Reactions of an in-vitro transcription as the chips meet them.</summary>
internal static class Mix
{
    public static readonly Broth Typical = new()
    {
        PH = 7.8, Temperature = 37, Volume = 3.6, Agitation = 200, Sodium = 90, IonicStrength = 150, FreeMagnesium = 6,
        Atp = 5, Utp = 5, Ctp = 5, Gtp = 5, Cap = 3, Phosphate = 15, Rna = 4, IntactFraction = 0.92, TranscriptLength = 4000, Crystals = 0.6,
    };

    /// <summary>Anywhere a reaction may be: each constituent by itself.</summary>
    public static Broth Drawn(Gaussian draw)
    {
        double sodium = draw.Uniform(60, 160), magnesium = Math.Pow(10, draw.Uniform(-1, 1.4));
        return Typical with
        {
            PH = draw.Uniform(6.8, 8.4), Temperature = draw.Uniform(34, 39), Sodium = sodium,
            IonicStrength = sodium * (1.6 + 0.15 * Math.Clamp(draw.Next(), -2, 2)) + 2 * magnesium, FreeMagnesium = magnesium,
            Atp = draw.Uniform(0, 10), Utp = draw.Uniform(0, 10), Ctp = draw.Uniform(0, 10), Gtp = draw.Uniform(0, 10), Cap = draw.Uniform(0, 6),
            Phosphate = draw.Uniform(0, 45), Rna = draw.Uniform(0, 11), Crystals = draw.Uniform(0, 5), IntactFraction = draw.Uniform(0.6, 0.99),
        };
    }
}
