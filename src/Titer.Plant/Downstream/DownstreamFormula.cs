using Titer.Batch;
using Titer.Core;
using Titer.Processes.Downstream;
using P = Titer.Processes.Downstream.TangentialFlowParameter;

namespace Titer.Plant.Downstream;

/// <summary>What the formula of a recipe says of the way from bulk to dose.</summary>
/// <param name="Filtration">Nominal parameters of <see cref="TangentialFlow"/> with the membrane and the buffer of the recipe.</param>
/// <param name="LipidStock">Lipids in the ethanol, g/L.</param>
/// <param name="Elements">Mixing elements of the mixer.</param>
/// <param name="Storage">Cel at which vials are kept.</param>
/// <param name="IntegrityLimit">%, at which they expire.</param>
/// <param name="Nucleotides">Length of the transcript.</param>
internal sealed record DownstreamFormula(
    double[] Filtration, double LipidStock, double Elements, FillSettings Fill, double Storage, double IntegrityLimit, double Nucleotides)
{
    /// <exception cref="InputException">The formula lacks a parameter.</exception>
    public static DownstreamFormula Of(Recipe recipe)
    {
        double In(string name, Unit unit) => recipe.Parameter(name).In(unit);
        double[] p = TangentialFlow.Description.DefaultParameters();
        p[P.Area] = In("membrane-area", Unit.SquareMetre);
        p[P.BufferSalt] = In("buffer-salt", Unit.Millimolar);
        return new DownstreamFormula(p, In("lipid-stock", Unit.GramPerLitre), In("mixing-elements", Unit.One),
            new FillSettings(In("dose", Unit.Microgram), In("dose-volume", Unit.Millilitre), (int)Math.Round(In("doses-per-vial", Unit.One)),
                In("overfill", Unit.Percent) / 100, In("line-loss", Unit.Litre), In("fill-variation", Unit.Percent) / 100),
            In("storage-temperature", Unit.Celsius), In("integrity-limit", Unit.Percent),
            In("adenosines", Unit.One) + In("uridines", Unit.One) + In("cytidines", Unit.One) + In("guanosines", Unit.One));
    }
}
