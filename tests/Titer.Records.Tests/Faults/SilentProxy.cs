using System.Net;
using System.Net.Sockets;

namespace Titer.Records.Tests;

/// <summary>Stands between a client and a server, and can fall silent: connections stay open and are still taken, and nothing passes, in either
/// direction, until it speaks again. What was sent meanwhile arrives then.</summary>
internal sealed class SilentProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _socket;
    private volatile TaskCompletionSource _speaks = Spoken();

    public SilentProxy(string socket)
    {
        _socket = socket;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Hush() => _speaks = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Speak() => _speaks.TrySetResult();

    public void Dispose()
    {
        _end.Cancel();
        _speaks.TrySetCanceled();
        _listener.Dispose();
    }

    private static TaskCompletionSource Spoken()
    {
        var spoken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        spoken.SetResult();
        return spoken;
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Socket client = await _listener.AcceptSocketAsync(_end.Token);
            _ = Task.Run(() => ServeAsync(client));
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using Socket _ = client, server = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await server.ConnectAsync(new UnixDomainSocketEndPoint(_socket), _end.Token);
        await Task.WhenAny(PassAsync(client, server), PassAsync(server, client));
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        byte[] bytes = new byte[1 << 14];
        while (true)
        {
            int count = await from.ReceiveAsync(bytes, _end.Token);
            await _speaks.Task;
            if (count == 0) return;
            for (int sent = 0; sent < count;) sent += await to.SendAsync(bytes.AsMemory(sent, count - sent), _end.Token);
        }
    }
}
