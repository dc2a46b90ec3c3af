using System.Diagnostics;

namespace Titer.App.Commands.People;

/// <summary>The terminal, or the script, that a command was started from.</summary>
internal static class Terminal
{
    /// <summary>
    /// On Linux the process that leads the session (setsid(2)), which is the shell of a terminal, with the moment it began: ids are given again. It is
    /// what sudo's tickets are bound to as well (sudoers(5), timestamp_type). Elsewhere the session of the operating system.
    /// </summary>
    public static string Id
    {
        get
        {
            if (!OperatingSystem.IsLinux()) return $"{Process.GetCurrentProcess().SessionId}";
            string leader = Field("self", 6);
            // It may have ended while its children go on; its id is not given again as long as they have it.
            return $"{leader} {(File.Exists($"/proc/{leader}/stat") ? Field(leader, 22) : "")}";
        }
    }

    // proc_pid_stat(5): the name, in parentheses, is field 2 and may itself hold spaces and parentheses.
    private static string Field(string process, int number)
    {
        string stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[number - 3];
    }
}
