using System.Globalization;
using System.Text;
using Titer.Numerics;

namespace Titer.Plant.Tests.Monitoring;

/// <summary>
/// Files of a small plate whose truth is known: oxygen falls with exponential growth from the end of the lag phase and rises when the substrate is
/// gone, with start-up zeros, drop-outs and single outliers at known places.
/// </summary>
internal sealed record SyntheticPlate(int Cultures, double Hours, ulong Seed)
{
    public const int StartUpMinutes = 3;
    private static readonly DateTimeOffset Start = new(2030, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public double LagEnd(int culture) => 2 + 0.3 * culture;

    public double Exhausted(int culture) => LagEnd(culture) + Math.Log(60 / 2.5) / 0.7;

    public bool IsZero(int culture, int minute) => minute < StartUpMinutes || (minute + 17 * culture) % 97 == 0;

    public bool IsOutlier(int culture, int minute) => minute > 60 && (minute + 31 * culture) % 113 == 0 && !IsZero(culture, minute) && !IsZero(culture, minute - 1) && !IsZero(culture, minute + 1);

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var noise = new Gaussian(Seed);
        var oxygen = new StringBuilder("time,Presens_data.O2_value,position\n");
        var pH = new StringBuilder("time,Presens_data.pH_value,position\n");
        for (int minute = 0; minute < Hours * 60; minute++)
        {
            string time = Start.AddMinutes(minute).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            for (int c = 0; c < Cultures; c++)
            {
                double value = Math.Round(Truth(c, minute / 60.0) + 0.4 * noise.Next(), 2);
                if (IsOutlier(c, minute)) value = value > 50 ? 4 : 110;
                if (IsZero(c, minute)) value = 0;
                oxygen.Append(CultureInfo.InvariantCulture, $"{time},{value},{c}\n");
                pH.Append(CultureInfo.InvariantCulture, $"{time},{Math.Round(7 - 0.01 * minute / 60 + 0.01 * noise.Next(), 2)},{c}\n");
            }
        }
        File.WriteAllText(Path.Combine(folder, "o2.csv"), oxygen.ToString());
        File.WriteAllText(Path.Combine(folder, "ph.csv"), pH.ToString());
    }

    private double Truth(int c, double h)
    {
        double demand = 2.5 * (h < LagEnd(c) ? 1 : Math.Exp(0.7 * (Math.Min(h, Exhausted(c)) - LagEnd(c))));
        if (h > Exhausted(c)) demand *= Math.Exp(-(h - Exhausted(c)) * 60 / 4);
        return 95 - demand;
    }
}
