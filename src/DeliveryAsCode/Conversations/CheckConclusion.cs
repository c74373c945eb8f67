namespace DeliveryAsCode.Conversations;

/// <summary>What a check comes to. Only success lets a pull request be merged.</summary>
public enum CheckConclusion
{
    Success,

    /// <summary>Nothing is wrong, and somebody still has to say something.</summary>
    Waiting,

    Failure,
}
