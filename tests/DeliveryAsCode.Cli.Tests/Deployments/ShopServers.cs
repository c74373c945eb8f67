namespace DeliveryAsCode.Cli.Tests.Deployments;

/// <summary>The servers that every shop uses; each has a database, ports and a label of its own.</summary>
public sealed class ShopServers : IDisposable
{
    /// <summary>Of the collection whose tests share them, one after the other.</summary>
    public const string Name = "Real deployments";

    public ShopServers()
    {
        Postgres = Postgres.Start();
        try
        {
            Prometheus = Prometheus.Start();
        }
        catch
        {
            Postgres.Dispose();
            throw;
        }
    }

    internal Postgres Postgres { get; }

    internal Prometheus Prometheus { get; }

    public void Dispose()
    {
        Prometheus.Dispose();
        Postgres.Dispose();
    }
}

[CollectionDefinition(ShopServers.Name)]
public sealed class ShopServersDefinition : ICollectionFixture<ShopServers>;
