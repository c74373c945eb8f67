namespace DeliveryAsCode.StandIns.GitHub;

/// <summary>How far a permission of a token goes.</summary>
public enum Access
{
    None,
    Read,
    Write,
}
