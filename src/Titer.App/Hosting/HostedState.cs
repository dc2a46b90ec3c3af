namespace Titer.App.Hosting;

/// <summary>How a hosted unit stands as a thing that is turned; how its batch stands is <see cref="UnitSnapshot.Procedure"/>.</summary>
public enum HostedState
{
    /// <summary>The unit is made and the chips' calibration with it.</summary>
    Starting,
    /// <summary>The record is run through again to where the process before left it.</summary>
    Resuming,
    Turning,
    /// <summary>The simulated plant stands still. That is no hold, which is a command of the procedure.</summary>
    Paused,
    /// <summary>The server is going down; the batch goes on when it is up again.</summary>
    Suspended,
    /// <summary>The batch has ended and its record is complete.</summary>
    Ended,
    /// <summary>The unit cannot go on; <see cref="UnitSnapshot.Trouble"/> says why. Its record is as far as it came.</summary>
    Failed,
}
