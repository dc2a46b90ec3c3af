using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Field.Files;

/// <summary>
/// The plan of the standards on a plate: a CSV file with columns <c>Well</c> and <c>Quantity</c> (copies per uL of reaction). A quantity of
/// zero is a no-template control.
/// </summary>
public sealed record PcrStandards(string File, ImmutableArray<(string Well, double Quantity)> Wells)
{
    /// <exception cref="InputException">A column is missing, a quantity is negative or no number, or a well comes twice.</exception>
    public static PcrStandards Read(string file)
    {
        CsvTable table = CsvTable.Read(file);
        int well = table.IndexOf("Well");
        double[] quantities = table.Numbers("Quantity");
        var wells = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int row = 0; row < quantities.Length; row++)
        {
            string name = PcrFile.Position(table.Text(row, well));
            if (!(quantities[row] >= 0))
                throw new InputException(table.Place(row), $"The quantity of well {name} must be zero or more copies per uL.");
            if (!wells.TryAdd(name, quantities[row])) throw new InputException(table.Place(row), $"Well {name} comes twice.");
        }
        return new(file, [.. wells.Select(w => (w.Key, w.Value))]);
    }
}
