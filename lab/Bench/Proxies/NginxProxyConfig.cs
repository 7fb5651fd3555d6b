namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>The configuration of nginx as a proxy.</summary>
/// <remarks>
/// What is not nginx's default: keep-alive to the backends (default: a connection per request), and no
/// buffering of bodies in files, so that it streams as the others do.
/// </remarks>
internal static class NginxProxyConfig
{
    /// <summary>Writes the file's text.</summary>
    /// <param name="plan">Ports, and the folder for what nginx wants to write.</param>
    /// <param name="user">A line that keeps a worker of root's from becoming "nobody"; or nothing.</param>
    public static string Write(ProxyPlan plan, string user) =>
        $$"""
        {{user}}
        daemon off;
        worker_processes 1;
        error_log {{plan.Folder}}/error.log;
        pid {{plan.Folder}}/nginx.pid;
        events { worker_connections 16384; }
        http {
          access_log off;
          tcp_nodelay on;
          keepalive_timeout 3600s;
          keepalive_requests 1000000000;
          client_max_body_size 0;
          client_body_temp_path {{plan.Folder}}/body;
          proxy_temp_path {{plan.Folder}}/proxy;
          fastcgi_temp_path {{plan.Folder}}/fastcgi;
          uwsgi_temp_path {{plan.Folder}}/uwsgi;
          scgi_temp_path {{plan.Folder}}/scgi;
          upstream backends {
        {{string.Join('\n', plan.BackendPorts.Select(port => $"    server 127.0.0.1:{port};"))}}
            keepalive 128;
            keepalive_requests 1000000000;
            keepalive_timeout 3600s;
          }
          server {
            listen 127.0.0.1:{{plan.Port}} backlog=4096;
            location / {
              proxy_pass http://backends;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_request_buffering off;
              proxy_max_temp_file_size 0;
            }
          }
        }

        """;
}
