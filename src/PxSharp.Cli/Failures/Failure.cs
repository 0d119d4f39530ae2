using System.Net.Sockets;
using System.Text.Json;
using PxSharp.Cli.Registering;
using PxSharp.Cube;
using PxSharp.Dicom;
using PxSharp.Index;
using PxSharp.Network;
using PxSharp.ObjectStores;
using PxSharp.Query;
using PxSharp.Services;

namespace PxSharp.Cli.Failures;

/// <summary>Says of an exception what the user must know: one line, and the exit code.</summary>
internal static class Failure
{
    /// <summary>The exit code and the line for an exception.</summary>
    public static (ExitCode ExitCode, string Message) Describe(
        Exception exception, CancellationToken cancellationToken) => exception switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested =>
                (ExitCode.Interrupted, "interrupted"),
            UsageException => (ExitCode.Usage, exception.Message),
            CommandFailedException failed => (failed.ExitCode, failed.Message),
            QueryFailedException => (ExitCode.PacsFailure, exception.Message),
            DimseFailureException => (ExitCode.PacsFailure, exception.Message),
            DicomNetworkException => (ExitCode.NoConnection, exception.Message),
            DicomException => (ExitCode.BadData, exception.Message),
            JsonException json => (ExitCode.BadData, $"broken JSON: {Plain(json)}"),
            ServiceFileException { IsUnknownName: true } => (ExitCode.Usage, exception.Message),
            ServiceFileException { InnerException: IOException or UnauthorizedAccessException } =>
                (ExitCode.Storage, exception.Message),
            ServiceFileException => (ExitCode.BadData, exception.Message),
            IndexException => (ExitCode.Storage, exception.Message),
            ObjectStoreException { InnerException: IOException or UnauthorizedAccessException } store
                when store.Failure != ObjectStoreFailure.Unreachable => (ExitCode.Storage, exception.Message),
            ObjectStoreException store => (ExitCodeOf(store.Failure), exception.Message),
            CubeException cube => (RegisterExitCode.Of(cube.Failure), exception.Message),
            SocketException => (ExitCode.NoConnection, exception.Message),
            UnauthorizedAccessException => (ExitCode.Storage, $"{exception.Message} Check the permissions."),
            IOException when IsDiskFull(exception) => (ExitCode.Storage, $"the disk is full: {exception.Message}"),
            IOException => (ExitCode.Storage, exception.Message),
            AggregateException { InnerExceptions: [var only] } => Describe(only, cancellationToken),
            _ => (ExitCode.Internal,
                $"a defect of px: {exception.GetType().Name}: {exception.Message} (PX_DEBUG=1 shows where)"),
        };

    /// <summary>Where JSON is wrong, counted from 1; where it is JSON, what is wrong with it.</summary>
    /// <remarks>What the JSON library says of its syntax helps nobody who is not a programmer.</remarks>
    public static string Plain(JsonException exception) => exception.LineNumber is { } line
        ? $"see line {line + 1}, column {exception.BytePositionInLine + 1}, or just before"
        : exception.Message.Split('\'') is ["Duplicate property ", var name, _]
            ? $"\"{name}\" stands twice in an object"
        : exception.Message.TrimEnd('.', ' ');

    private static ExitCode ExitCodeOf(ObjectStoreFailure failure) => failure switch
    {
        ObjectStoreFailure.Unreachable => ExitCode.NoConnection,
        ObjectStoreFailure.Source => ExitCode.Storage,
        ObjectStoreFailure.BadName => ExitCode.BadData,
        _ => ExitCode.PacsFailure,
    };

    /// <summary>ENOSPC and EDQUOT, as .NET reports them in <see cref="Exception.HResult"/>.</summary>
    private static bool IsDiskFull(Exception exception) =>
        exception.HResult is 28 or 122 or unchecked((int)0x80070070);
}
