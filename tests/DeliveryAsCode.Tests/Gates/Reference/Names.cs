namespace DeliveryAsCode.Tests.Gates.Reference;

/// <summary>Roles that the design names.</summary>
internal static class Names
{
    public const string Manager = "delivery-manager";
    public const string Intake = "client-intake-manager";
    public const string Architect = "production-line-architect";
    public const string Tester = "qa-engineer";
    public const string Deployer = "deployment-specialist";
    public const string Client = "client";
}
