#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Starts Debian's nginx in front of a county, as docs/county-it.md says, and prints its port. Started by daohu-sim.
#
#     front.sh <county's folder> <county's port>      NGINX_WORK: a folder of its own; REQUEST_BUFFERING: on or off
set -euo pipefail

county=$1
target=$2
port=$((20000 + RANDOM % 20000))
# Started by root, nginx works as somebody else, who may not write into this folder.
user=
[ "$(id -u)" != 0 ] || user='user root;'
cat >"$NGINX_WORK/nginx.conf" <<CONF
$user
pid $NGINX_WORK/nginx.pid;
error_log $NGINX_WORK/error.log;
worker_processes 1;
events { worker_connections 256; }
http {
    access_log off;
    client_body_temp_path $NGINX_WORK/body;
    proxy_temp_path $NGINX_WORK/proxy;
    fastcgi_temp_path $NGINX_WORK/fastcgi;
    uwsgi_temp_path $NGINX_WORK/uwsgi;
    scgi_temp_path $NGINX_WORK/scgi;
    server {
        listen 127.0.0.1:$port ssl;
        server_name county.example;
        ssl_certificate $county/tls/server.crt;
        ssl_certificate_key $county/tls/server.key;
        ssl_protocols TLSv1.3;
        ssl_buffer_size 4k;
        client_max_body_size 0;
        client_body_timeout 120s;
        location / {
            proxy_pass https://127.0.0.1:$target;
            proxy_ssl_protocols TLSv1.3;
            proxy_ssl_verify off;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_request_buffering ${REQUEST_BUFFERING:-off};
            proxy_buffering off;
            proxy_read_timeout 180s;
        }
    }
}
CONF
nginx -p "$NGINX_WORK" -c "$NGINX_WORK/nginx.conf" >&2
echo "$port"
