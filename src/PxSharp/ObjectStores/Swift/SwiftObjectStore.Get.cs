using System.Net;
using System.Runtime.ExceptionServices;
using PxSharp.ObjectStores.Requests;

namespace PxSharp.ObjectStores.Swift;

public sealed partial class SwiftObjectStore
{
    /// <inheritdoc/>
    public async ValueTask<StoredObject> GetAsync(
        string name, Stream destination, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(destination);
        await _places.WaitAsync(cancellationToken);
        using var download = new Download(What("get", name), destination);
        try
        {
            await _requests.SendAsync(
                What("get", name),
                () => new SwiftRequest(HttpMethod.Get, SwiftPath.Object(_account.Container, name))
                {
                    Headers = download is { Position: > 0, EntityTag: { } tag }
                        ? [new("Range", $"bytes={download.Position}-"), new("If-Match", tag)]
                        : [],
                },
                async (answer, guard) =>
                {
                    var head = Head.Of(name, answer);
                    await using var body = await answer.Content.ReadAsStreamAsync(guard.Token);
                    return await download.ReadAsync(
                        head.Object, head.Length, head.EntityTag,
                        answer.StatusCode == HttpStatusCode.PartialContent, body, guard);
                },
                cancellationToken);
            return download.Finish();
        }
        catch (DestinationException failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
        }
        finally
        {
            _places.Release();
        }
    }
}
