namespace LearnLoadBalancer.Lab.Bench.Backends;

/// <summary>The configuration of an nginx that is three backends in one worker.</summary>
internal static class NginxBackendConfig
{
    /// <summary>Writes the file's text.</summary>
    /// <param name="folder">The folder for all that nginx wants to write, and of the bodies.</param>
    /// <param name="ports">One port for each backend.</param>
    /// <param name="user">A line that keeps a worker of root's from becoming "nobody"; or nothing.</param>
    public static string Write(string folder, IEnumerable<int> ports, string user) =>
        $$"""
        {{user}}
        daemon off;
        worker_processes 1;
        error_log {{folder}}/error.log;
        pid {{folder}}/nginx.pid;
        events { worker_connections 16384; }
        http {
          access_log off;
          sendfile on;
          tcp_nodelay on;
          open_file_cache max=10;
          keepalive_timeout 3600s;
          keepalive_requests 1000000000;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          server {
        {{string.Join('\n', ports.Select(port => $"    listen 127.0.0.1:{port} backlog=4096;"))}}
            root {{folder}};
            default_type text/plain;
            location = / { return 200 "{{BenchContent.Small.Replace("\n", "\\n", StringComparison.Ordinal)}}"; }
          }
        }

        """;
}
