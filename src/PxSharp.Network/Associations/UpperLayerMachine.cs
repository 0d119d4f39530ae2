using static PxSharp.Network.Associations.UpperLayerAction;
using static PxSharp.Network.Associations.UpperLayerEvent;
using static PxSharp.Network.Associations.UpperLayerState;

namespace PxSharp.Network.Associations;

/// <summary>The state of one association, which changes as the standard's table says and in no other way.</summary>
/// <remarks>PS3.8 table 9-10. The reading side and the writing side may both call it.</remarks>
internal sealed class UpperLayerMachine(bool isRequestor)
{
    private readonly Lock _lock = new();

    internal UpperLayerState State
    {
        get { lock (_lock) return field; }
        private set;
    } = Sta1;

    /// <summary>Takes an event; the state is changed when it returns.</summary>
    /// <returns>What is to be done.</returns>
    /// <exception cref="InvalidOperationException">
    /// The table has no such cell: it was an event of our own at the wrong time.
    /// </exception>
    internal UpperLayerAction Apply(UpperLayerEvent what)
    {
        lock (_lock)
        {
            var action = Find(State, what)
                ?? throw new InvalidOperationException($"{what} cannot happen in state {State}");
            State = Next(action, State, isRequestor);
            return action;
        }
    }

    /// <summary>Takes an event if the table has it.</summary>
    /// <returns>What is to be done; null for nothing.</returns>
    internal UpperLayerAction? TryApply(UpperLayerEvent what)
    {
        lock (_lock)
        {
            if (Find(State, what) is not { } action)
                return null;
            State = Next(action, State, isRequestor);
            return action;
        }
    }

    /// <summary>The cell of the table; null when it is empty.</summary>
    internal static UpperLayerAction? Find(UpperLayerState state, UpperLayerEvent what) => (what, state) switch
    {
        (AssociateRequestPrimitive, Sta1) => AE1,
        (TransportConfirm, Sta4) => AE2,
        (TransportIndication, Sta1) => AE5,
        (AssociateAcceptPdu, Sta5) => AE3,
        (AssociateRejectPdu, Sta5) => AE4,
        (AssociateRequestPdu, Sta2) => AE6,
        (AssociateRequestPdu, Sta13) => AA7,
        (AssociateAcceptPrimitive, Sta3) => AE7,
        (AssociateRejectPrimitive, Sta3) => AE8,

        (DataPrimitive, Sta6) => DT1,
        (DataPrimitive, Sta8) => AR7,
        (DataPdu, Sta6) => DT2,
        (DataPdu, Sta7) => AR6,

        (ReleaseRequestPrimitive, Sta6) => AR1,
        (ReleaseRequestPdu, Sta6) => AR2,
        (ReleaseRequestPdu, Sta7) => AR8,
        (ReleaseResponsePdu, Sta7 or Sta11) => AR3,
        (ReleaseResponsePdu, Sta10) => AR10,
        (ReleaseResponsePrimitive, Sta8 or Sta12) => AR4,
        (ReleaseResponsePrimitive, Sta9) => AR9,

        (AbortPrimitive, Sta4) => AA2,
        (AbortPrimitive, Sta3 or (>= Sta5 and <= Sta12)) => AA1,
        (AbortPdu, Sta2 or Sta13) => AA2,
        (AbortPdu, Sta3 or (>= Sta5 and <= Sta12)) => AA3,

        (TransportClosed, Sta2) => AA5,
        (TransportClosed, >= Sta3 and <= Sta12) => AA4,
        (TransportClosed, Sta13) => AR5,
        (ArtimExpired, Sta2 or Sta13) => AA2,
        (InvalidPdu, Sta13) => AA7,

        // What is left is a PDU that nobody expects: aborted where an association is, ignored where it has ended.
        (AssociateAcceptPdu or AssociateRejectPdu or AssociateRequestPdu or DataPdu or ReleaseRequestPdu
            or ReleaseResponsePdu or InvalidPdu, _) => state switch
            {
                Sta2 => AA1,
                Sta3 or (>= Sta5 and <= Sta12) => AA8,
                Sta13 => AA6,
                _ => null,
            },
        _ => null,
    };

    /// <summary>The state that an action ends in.</summary>
    internal static UpperLayerState Next(UpperLayerAction action, UpperLayerState state, bool isRequestor) =>
        action switch
        {
            AE1 => Sta4,
            AE2 => Sta5,
            AE3 or AE7 or DT1 or DT2 => Sta6,
            AE5 => Sta2,
            AE6 => Sta3,
            AR1 or AR6 => Sta7,
            AR2 or AR7 => Sta8,
            AR8 => isRequestor ? Sta9 : Sta10,
            AR9 => Sta11,
            AR10 => Sta12,
            AE8 or AR4 or AA1 or AA6 or AA7 or AA8 => Sta13,
            AE4 or AR3 or AR5 or AA2 or AA3 or AA4 or AA5 => Sta1,
            _ => state,
        };
}
