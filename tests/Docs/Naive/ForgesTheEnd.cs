using System.Globalization;
using System.Text;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 3, naive: when the backend's connection ends, so does the body, whatever was promised.</summary>
internal static class ForgesTheEnd
{
    public static async Task CopyBodyAsync(Stream backend, Stream client)
    {
        byte[] buffer = new byte[8192];
        int received;
        while ((received = await backend.ReadAsync(buffer)) > 0)
        {
            await client.WriteAsync(Encoding.ASCII.GetBytes(received.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            await client.WriteAsync(buffer.AsMemory(0, received));
            await client.WriteAsync("\r\n"u8.ToArray());
        }

        await client.WriteAsync("0\r\n\r\n"u8.ToArray());
    }
}
