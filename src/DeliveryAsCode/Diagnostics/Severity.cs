namespace DeliveryAsCode.Diagnostics;

public enum Severity
{
    /// <summary>The document or the configuration cannot be relied on; <c>check</c> answers no.</summary>
    Error,

    /// <summary>Worth a look; <c>check</c> still answers yes.</summary>
    Warning,

    /// <summary>For information.</summary>
    Note,
}
