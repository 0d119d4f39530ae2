using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PxSharp.Dicom;
using PxSharp.ObjectStores;
using PxSharp.ObjectStores.Requests;
using PxSharp.Push.Stow;

namespace PxSharp.Push;

/// <summary>A DICOMweb server, to which instances are sent by STOW-RS, as they are.</summary>
/// <remarks>
/// PS3.18 10.5: POST to <c>/studies</c>, multipart/related with a part for each file, read from disk as it is sent.
/// What became of each instance is what the answer says of it.
/// </remarks>
public sealed class StowTarget : IPushTarget
{
    private const string DicomJson = "application/dicom+json";

    private readonly Uri _studies;
    private readonly StowTargetOptions _options;
    private readonly ObjectStoreOptions _limits = new() { Retries = 3 };
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Retries _retries;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly TargetHealth _health = new();

    /// <summary>Makes a target; nothing is asked of the server yet.</summary>
    /// <param name="server">The root of its DICOMweb services, such as <c>https://host/dicom-web</c>.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="time">Gives the waits; the system's clock when null.</param>
    public StowTarget(Uri server, StowTargetOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        if (server.Scheme is not ("http" or "https") || server.UserInfo.Length > 0)
            throw new ArgumentException("it must be http or https, without user and password", nameof(server));
        _options = options ?? new StowTargetOptions();
        _time = time ?? TimeProvider.System;
        Location = server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        _studies = new Uri(Location + "/studies");
        _http = HttpClients.Create(_limits);
        _retries = new Retries(_limits, _time);
        if (_options.Secret is { } secret)
        {
            _authorization = _options.User is { } user
                ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{secret.Reveal()}")))
                : new("Bearer", secret.Reveal());
        }
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public IReadOnlyList<DicomTag> RequiredTags => [];

    /// <inheritdoc/>
    /// <remarks>Always null: a DICOMweb server knows instances by their UIDs.</remarks>
    public string? NameOf(DicomDataset head) => null;

    /// <inheritdoc/>
    public async Task SendAsync(
        IReadOnlyList<PushInstance> instances,
        Func<PushResult, ValueTask> done,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentNullException.ThrowIfNull(done);
        var left = new Queue<PushInstance>(instances);
        while (left.Count > 0)
        {
            foreach (var result in await SendAsync(Take(left), cancellationToken))
                await done(result);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The instances of the next request.</summary>
    private List<PushInstance> Take(Queue<PushInstance> left)
    {
        var taken = new List<PushInstance>();
        long bytes = 0;
        while (taken.Count < _options.InstancesAtOnce && bytes < _options.BytesAtOnce && left.TryDequeue(out var next))
        {
            taken.Add(next);
            bytes += next.Length;
        }
        return taken;
    }

    private async Task<IEnumerable<PushResult>> SendAsync(
        List<PushInstance> instances, CancellationToken cancellationToken)
    {
        if (_health.End is { } end)
            return instances.Select(end.ResultOf);
        try
        {
            var answer = await _retries.RunAsync(token => PostAsync(instances, token), cancellationToken);
            _health.Succeeded();
            return instances.Select(answer.Of);
        }
        catch (ObjectStoreException failure) when (instances.Count > 1 && MayBeOfOne(failure))
        {
            // Which of them it was shows when each goes by itself.
            var results = new List<PushResult>();
            foreach (var instance in instances)
                results.AddRange(await SendAsync([instance], cancellationToken));
            return results;
        }
        catch (ObjectStoreException failure)
        {
            var kind = _health.Failed(failure);
            if (failure.Failure == ObjectStoreFailure.NotFound)
                _health.Stop(new TargetFailure(kind, failure.Message));
            return instances.Select(instance => new PushResult(instance, kind, failure.Message));
        }
    }

    /// <summary>A file that cannot be read, or a data set for which the server refuses the whole request.</summary>
    private static bool MayBeOfOne(ObjectStoreException failure) => failure.IsServerFault || failure.Failure
        is ObjectStoreFailure.Source or ObjectStoreFailure.Other or ObjectStoreFailure.Corrupt;

    private async ValueTask<StowAnswer> PostAsync(
        IReadOnlyList<PushInstance> instances, CancellationToken cancellationToken)
    {
        var what = $"{Location}: cannot store";
        using var guard = new StallGuard(_limits.StallTimeout, _time, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, _studies);
        request.Headers.Authorization = _authorization;
        request.Headers.Accept.ParseAdd(DicomJson);
        // Orthanc does not answer an Expect, and each request would wait for that.
        request.Headers.ExpectContinue = false;
        var parts = instances.Select(instance => Part(instance, guard)).ToList();
        request.Content = Body(parts);
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, guard.Token);
            guard.Touch();
            // 202 and 409: the answer says which were stored, if any.
            var isTold = answer.IsSuccessStatusCode || (answer.StatusCode == HttpStatusCode.Conflict
                && answer.Content.Headers.ContentType?.MediaType is DicomJson or "application/json");
            if (!isTold)
                throw await HttpFailure.OfAsync(what, answer, guard.Token);
            await using var body = await answer.Content.ReadAsStreamAsync(guard.Token);
            return await StowAnswer.ReadAsync(body, guard.Token);
        }
        catch (Exception) when (parts.Find(part => part.SourceFailure is not null) is { } broken)
        {
            throw broken.SourceFailure!;
        }
        catch (OperationCanceledException) when (guard.HasStalled)
        {
            throw HttpFailure.Stalled(what, _limits.StallTimeout);
        }
        catch (Exception exception) when (HttpFailure.IsOfConnection(exception))
        {
            throw HttpFailure.Of(what, exception);
        }
        catch (JsonException exception)
        {
            throw new ObjectStoreException(
                ObjectStoreFailure.Other, $"{what}: the answer is no DICOM JSON: {exception.Message}", exception);
        }
    }

    private static PieceContent Part(PushInstance instance, StallGuard guard)
    {
        var part = new PieceContent(instance.Content, 0, instance.Content.Length, guard);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/dicom");
        return part;
    }

    /// <remarks>PS3.18 8.6.1.2.1: multipart/related with the type of its parts.</remarks>
    private static MultipartContent Body(IEnumerable<PieceContent> parts)
    {
        var boundary = Guid.NewGuid().ToString("N");
        var body = new MultipartContent("related", boundary);
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation(
            "Content-Type", $"multipart/related; type=\"application/dicom\"; boundary={boundary}");
        foreach (var part in parts)
            body.Add(part);
        return body;
    }
}
