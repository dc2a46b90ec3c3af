namespace Titer.Numerics;

/// <summary>Integration to an end by any <see cref="IStepSolver"/>.</summary>
public static class StepSolverAdvance
{
    /// <summary>Steps to exactly <paramref name="to"/>; on failure the solver stands at the last accepted state.</summary>
    public static IntegrationStatus Advance<TSolver, TOde>(this TSolver solver, ref TOde ode, double to)
        where TSolver : class, IStepSolver
        where TOde : struct, IOde
    {
        for (int i = 0; solver.Time < to; i++)
        {
            if (i >= solver.MaximumSteps) return IntegrationStatus.TooManySteps;
            IntegrationStatus status = solver.Step(ref ode, to);
            if (status != IntegrationStatus.Success) return status;
        }
        return IntegrationStatus.Success;
    }
}
