module llb/go-httputil

go 1.19
