using System.CommandLine;
using System.CommandLine.Parsing;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Doctor;
using LearnLoadBalancer.Lab.Ports;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab doctor</c>: is this machine ready for the course?</summary>
internal static class DoctorCommand
{
    /// <summary>Exit code when something is to be mended first.</summary>
    public const int NotReady = 1;

    private static readonly PortList CoursePorts =
        new([ListenAddress.Default.Port, .. ServerOptions.DefaultBackends.Select(backend => backend.Port)]);

    public static Command Create()
    {
        var all = new Option<bool>("--all") { Description = "Show the remedies for all systems, also for what is fine here." };
        var ports = new Option<PortList>("--ports")
        {
            Description = "The ports to look at.",
            HelpName = "port,...",
            DefaultValueFactory = _ => CoursePorts,
            CustomParser = ParsePorts,
        };
        var command = new Command("doctor", "Says whether this machine has what the course needs, and how to get what is missing.") { all, ports };
        command.SetAction((result, _) => RunAsync(result.GetValue(ports)!.Ports, result.GetValue(all)));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<int> ports, bool all)
    {
        var needed = new List<Finding>
        {
            await Examination.OfToolAsync(Tools.Sdk, Diagnosis.Missing),
            await Examination.OfToolAsync(Tools.Node, Diagnosis.Missing),
            await Examination.OfToolAsync(Tools.Curl, Diagnosis.Missing),
        };
        foreach (int port in ports)
        {
            needed.Add(await Examination.OfPortAsync(port));
        }

        needed.Add(Examination.OfIPv6());
        needed.Add(Examination.OfDescriptors());

        var later = new List<Finding>();
        foreach (Tool tool in Tools.ForLater)
        {
            later.Add(await Examination.OfToolAsync(tool, Diagnosis.Optional));
        }

        var report = new DoctorReport(LabConsole.Create(), all);
        report.Write("What the course needs", needed);
        report.Write("For later levels", later);
        int missing = needed.Count(finding => finding.Diagnosis is Diagnosis.Missing or Diagnosis.Taken);
        report.WriteEnd(missing);
        return missing == 0 ? 0 : NotReady;
    }

    private static PortList? ParsePorts(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!PortList.TryParse(text, out PortList? list) || list.Ports.Contains(0))
        {
            result.AddError($"--ports '{text}' are not ports. Write them with commas, for example --ports 8090,9001,9002,9003.");
        }

        return list;
    }
}
