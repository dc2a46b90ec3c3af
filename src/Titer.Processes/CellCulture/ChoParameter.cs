namespace Titer.Processes.CellCulture;

/// <summary>Positions in the parameter vector of <see cref="ChoFedBatch"/>; values, units and sources are in its description.</summary>
public static class ChoParameter
{
    public const int MaximumGrowth = 0, MaximumDeath = 1, DeathGrowth = 2, Lysis = 3;
    public const int HalfGlucose = 4, HalfGlutamine = 5, HalfOxygen = 6, InhibitionLactate = 7, InhibitionAmmonia = 8;
    public const int YieldGlucose = 9, YieldGlutamine = 10, LactatePerGlucose = 11, AmmoniaPerGlutamine = 12;
    public const int MaintenanceGlucose = 13, MaintenanceGlutamine = 14, HalfMaintenanceGlutamine = 15;
    public const int GlutamineDecay = 16, AmmoniaUptake = 17, LactateUptake = 18, HalfLactateUptake = 19;
    public const int Productivity = 20, ProductivityPerCelsius = 21;
    public const int OptimalTemperature = 22, TemperatureWidth = 23, DeathPerCelsius = 24, OptimalPH = 25, PHWidth = 26;
    public const int OxygenMaintenance = 27, OxygenPerCell = 28, RespiratoryQuotient = 29;
    public const int TransferFactor = 30, Buffer = 31, BufferPK = 32;
    public const int FeedGlucose = 33, FeedGlutamine = 34, FeedStrongIons = 35, BaseStrongIons = 36, BaseCarbon = 37;
    public const int Evaporation = 38, JacketTransfer = 39, HeatLoss = 40, HalfAmmoniaUptake = 41;
    public const int Count = 42;
}
