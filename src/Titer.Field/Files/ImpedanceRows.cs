using Titer.Core;

namespace Titer.Field.Files;

/// <summary>The rows of one spectrum as they are read, in Hz and Ohm.</summary>
internal sealed class ImpedanceRows(ImpedanceColumns columns, string file, char delimiter, ImaginarySign sign)
{
    private readonly double _second = columns.Polar ? columns.SecondFactor : sign switch
    {
        ImaginarySign.Plain => Math.Abs(columns.SecondFactor),
        ImaginarySign.Negated => -Math.Abs(columns.SecondFactor),
        _ => columns.SecondFactor,
    };

    public string File => file;
    public int FirstLine => Lines[0];
    public int Count => Frequency.Count;
    public List<double> Frequency { get; } = [];
    public List<double> Resistance { get; } = [];
    public List<double> Reactance { get; } = [];
    public List<int> Lines { get; } = [];

    /// <summary>Time of the first row, s.</summary>
    public double Seconds { get; private set; }

    /// <summary>False, and nothing is added, where the row begins the next spectrum: its frequency is that of the first row.</summary>
    public bool TryAdd(string[] cells, int line)
    {
        int needed = 1 + Math.Max(columns.Frequency, Math.Max(columns.First, columns.Second));
        if (cells.Length < needed) throw new InputException($"{file}:{line}", $"The row has {cells.Length} cells, the columns need {needed}.");
        double f = Number(cells, columns.Frequency, line) * columns.FrequencyFactor;
        double a = Number(cells, columns.First, line) * columns.FirstFactor, b = Number(cells, columns.Second, line) * _second;
        if (!(f > 0)) throw new InputException($"{file}:{line}", $"The frequency {f} Hz is not positive.");
        if (Count > 1 && f == Frequency[0]) return false;
        if (Count > 0 && f == Frequency[^1]) throw new InputException($"{file}:{line}", $"The frequency {f} Hz is there twice.");
        if (Count > 1 && f > Frequency[^1] != Frequency[1] > Frequency[0])
            throw new InputException($"{file}:{line}", $"The frequencies are not monotone: {f} Hz follows {Frequency[^1]} Hz.");
        if (Count == 0 && columns.Time >= 0 && columns.Time < cells.Length && cells[columns.Time].Length > 0)
        {
            double seconds = Number(cells, columns.Time, line);
            Seconds = Math.Clamp(seconds, 0, 1e9);
        }
        Frequency.Add(f);
        (double real, double imaginary) = columns.Polar ? (a * Math.Cos(b * Math.PI / 180), a * Math.Sin(b * Math.PI / 180)) : (a, b);
        Resistance.Add(real);
        Reactance.Add(imaginary);
        Lines.Add(line);
        return true;
    }

    private double Number(string[] cells, int column, int line)
    {
        double value = CsvCell.Number(cells[column], delimiter, columns.Names[column], file, line);
        return double.IsFinite(value) ? value : throw new InputException($"{file}:{line}", $"There is no number in column {columns.Names[column]}.");
    }
}
