namespace PxSharp.Smdb.Export;

/// <summary>What happens while pypx's JSON tree is written.</summary>
public abstract record ExportEvent;
