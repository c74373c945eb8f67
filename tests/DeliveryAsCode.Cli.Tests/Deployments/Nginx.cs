using DeliveryAsCode.Tests.Infra;

namespace DeliveryAsCode.Cli.Tests.Deployments;

/// <summary>The nginx in front of a shop. What goes where stands in <c>routing.conf</c>, which the shop's own scripts write.</summary>
internal sealed class Nginx : IDisposable
{
    private readonly ServerProcess _server;

    private Nginx(string folder, int port)
    {
        var program = DebianPackage.Require("nginx", "nginx-light", "/usr/sbin");
        File.WriteAllText(Path.Combine(folder, "routing.conf"), "map $host $shop { default none; }\nmap $host $routing { default none; }\n");
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off;
            pid {{folder}}/nginx.pid;
            error_log stderr warn;
            worker_processes 1;
            events { worker_connections 256; }
            http {
              access_log off;
              client_body_temp_path {{folder}}/client_body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              include {{folder}}/routing.conf;
              server {
                listen 127.0.0.1:{{port}};
                location = /routing { default_type text/plain; return 200 "$routing\n"; }
                location / { proxy_pass http://$shop; }
              }
            }

            """);
        _server = ServerProcess.Start("nginx", folder, [program, "-c", Path.Combine(folder, "nginx.conf"), "-e", "stderr"], () => File.Exists(Path.Combine(folder, "nginx.pid")));
    }

    public string Log => File.ReadAllText(_server.Log);

    public static Nginx Start(string folder, int port) => new(folder, port);

    public void Dispose() => _server.Dispose();
}
