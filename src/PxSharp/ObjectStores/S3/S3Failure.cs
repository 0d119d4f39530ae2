using Amazon.Runtime;
using PxSharp.ObjectStores.Requests;

namespace PxSharp.ObjectStores.S3;

/// <summary>Says of an exception of the S3 client what it means for the one who asked.</summary>
internal static class S3Failure
{
    /// <summary>Null when the exception is none of the client's or the connection's.</summary>
    public static ObjectStoreException? Of(string what, Exception exception) => exception switch
    {
        // An answer that was cut off is none, whatever its status says.
        AmazonUnmarshallingException answer => HttpFailure.Of(what, answer),
        AmazonServiceException { StatusCode: not 0 } answer => OfAnswer(what, answer),
        AmazonServiceException or AmazonClientException => HttpFailure.Of(what, exception),
        _ => HttpFailure.IsOfConnection(exception) ? HttpFailure.Of(what, exception) : null,
    };

    private static ObjectStoreException OfAnswer(string what, AmazonServiceException answer)
    {
        var code = (int)answer.StatusCode;
        var (failure, isTransient) = answer.ErrorCode switch
        {
            "BadDigest" or "XAmzContentSHA256Mismatch" => (ObjectStoreFailure.Corrupt, true),
            "QuotaExceeded" or "EntityTooLarge" or "XMinioStorageFull" => (ObjectStoreFailure.Full, false),
            "RequestTimeout" or "SlowDown" or "OperationAborted" or "ConditionalRequestConflict"
                => (ObjectStoreFailure.Unreachable, true),
            _ => (HttpFailure.KindOf(code), HttpFailure.IsTransient(code)),
        };
        var reason = answer.ErrorCode is { Length: > 0 } name && name != answer.Message
            ? $"{name}: {answer.Message}"
            : answer.Message;
        return new ObjectStoreException(
            failure, $"{what}: {HttpFailure.WithAdvice(failure, $"{code} {reason}")}", answer)
        {
            IsTransient = isTransient,
            IsServerFault = HttpFailure.IsServerFault(code),
        };
    }
}
