using System.Runtime.InteropServices;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Tests.Lab.Exercises;
using LearnLoadBalancer.Tests.Lab.Support;

namespace LearnLoadBalancer.Tests.Lab.Checking.Targets;

/// <summary>Each reason for which a program can't be started has its own message.</summary>
public sealed class ProgramFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void Complaint_NotThere_SaysWhereItLooked() =>
        Assert.Equal($"'./lb' is not there: there is no {Path.Combine(_folder.Path, "lb")}. Has it been built? Paths begin in the folder of --dir.", Complaint());

    [UnixFact]
    public void Complaint_AFolder_SaysSo()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "lb"));

        Assert.Equal("'./lb' is a folder, and no program. Name the program in it.", Complaint());
    }

    [UnixFact]
    public void Complaint_NotExecutable_SaysHowToMakeItSo()
    {
        Write("#!/bin/sh\n"u8, executable: false);

        Assert.StartsWith("'./lb' is not executable. Make it so (chmod +x ./lb)", Complaint());
    }

    [UnixFact]
    public void Complaint_InterpreterThatIsNotThere_NamesIt()
    {
        Write("#!/usr/no/such/python9\n"u8);

        Assert.StartsWith("The first line of './lb' says that /usr/no/such/python9 runs it, and that is not there.", Complaint());
    }

    [UnixFact]
    public void Complaint_FirstLineOfWindows_SaysSo()
    {
        Write("#!/bin/sh\r\n"u8);

        Assert.StartsWith("The first line of './lb' ends as lines do on Windows", Complaint());
    }

    [UnixFact]
    public void Complaint_OtherProcessor_SaysSo()
    {
        byte other = RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64 ? (byte)183 : (byte)62;
        Write([0x7f, (byte)'E', (byte)'L', (byte)'F', .. new byte[14], other, 0]);

        Assert.StartsWith("'./lb' was built for another processor", Complaint());
    }

    [UnixFact]
    public void Complaint_Empty_SaysSo()
    {
        Write([]);

        Assert.Equal("'./lb' is empty.", Complaint());
    }

    [UnixFact]
    public void Complaint_AProgram_IsNone()
    {
        Write("#!/bin/sh\nexec true\n"u8);

        Assert.Null(Complaint());
        Assert.Null(ProgramFile.Complaint("/bin/sh", _folder.Path));
    }

    private string? Complaint() => ProgramFile.Complaint("./lb", _folder.Path);

    private void Write(ReadOnlySpan<byte> content, bool executable = true)
    {
        string file = Path.Combine(_folder.Path, "lb");
        File.WriteAllBytes(file, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, executable ? UnixFileMode.UserRead | UnixFileMode.UserExecute : UnixFileMode.UserRead);
        }
    }
}
