using System.Collections.Immutable;

namespace Titer.Core;

/// <summary>
/// A plan as a table: a row for each of <see cref="Hours"/>, a column for each variable, states first, then inputs. An input of a row holds
/// until the next row. <see cref="Hours"/> count from the time of the decision and ascend; they begin before 0 when the plan is older than the
/// decision. <see cref="Rows"/> is row-major, rows x columns. A plan without rows is none.
/// </summary>
public sealed record PlannedTrajectory
{
    public static readonly PlannedTrajectory None = new([], [], []);

    /// <exception cref="ArgumentException">The table has not rows x columns values, or the hours do not ascend.</exception>
    public PlannedTrajectory(ImmutableArray<Variable> columns, ImmutableArray<double> hours, ImmutableArray<double> rows)
    {
        if (rows.Length != (long)columns.Length * hours.Length)
            throw new ArgumentException($"A plan of {hours.Length} rows and {columns.Length} columns cannot have {rows.Length} values.");
        for (int i = 0; i < hours.Length; i++)
        {
            if (!double.IsFinite(hours[i]) || (i > 0 && hours[i] <= hours[i - 1]))
                throw new ArgumentException($"The hours of a plan ascend; row {i} does not.");
        }
        (Columns, Hours, Rows) = (columns, hours, rows);
    }

    public ImmutableArray<Variable> Columns { get; }
    public ImmutableArray<double> Hours { get; }
    public ImmutableArray<double> Rows { get; }

    public double this[int row, int column] => Rows[row * Columns.Length + column];

    /// <summary>Position of a variable among the columns, -1 when the plan has none of that tag.</summary>
    public int IndexOf(Tag tag)
    {
        for (int i = 0; i < Columns.Length; i++)
            if (Columns[i].Tag == tag) return i;
        return -1;
    }
}
